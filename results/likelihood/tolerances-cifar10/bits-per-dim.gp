# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Likelihood against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'model cifar10, 256 images of cifar10 test_first1000' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'bits/dim; bars: the stated ODE error' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
175.67578 3.7903161 3.7900343 3.7905979
256.50391 3.7902506 3.7901902 3.790311
388.13672 3.7902634 3.7902487 3.7902781
EOD
$c1 << EOD
99.265625 3.7900911 3.7897782 3.790404
135.99219 3.7902771 3.7900216 3.7905326
210.71094 3.7902753 3.7902414 3.7903092
EOD
$c2 << EOD
128.57031 3.7902254 3.789897 3.7905538
208.60938 3.7902408 3.790127 3.7903546
338.71094 3.7902649 3.790246 3.7902838
EOD
set lmargin at screen 0.127
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'evaluations per image' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('3.7898' 3.7898000000000001, '3.7900' 3.79, '3.7902' 3.7902, '3.7904' 3.7904, '3.7906' 3.7906)
set logscale x
set xtics ('100' 100, '150' 150, '200' 200, '300' 300)
set xrange [86.317935:446.35723]
set yrange [3.789729:3.7906471]
set arrow from graph 1.02, graph 0.5309 to graph 1.085, graph 0.5309 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'arkode_dormand_prince_7_4_5' at graph 1.1, graph 0.5309 left noenhanced font ',12' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.5309 point pt 13 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.6429 to graph 1.085, graph 0.6429 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dopri5' at graph 1.1, graph 0.6429 left noenhanced font ',12' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.6429 point pt 15 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.5869 to graph 1.085, graph 0.5869 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'odeint_dopri5' at graph 1.1, graph 0.5869 left noenhanced font ',12' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.5869 point pt 7 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'bits-per-dim.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'bits-per-dim.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
