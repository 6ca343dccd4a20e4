# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Network evaluations against the tolerance' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'model fashion-mnist, 256 images of fashion-mnist test' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'evaluations per image' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
1e-05 363.60938 363.60938 363.60938
0.0001 251.39062 251.39062 251.39062
0.001 178.02734 178.02734 178.02734
EOD
$c1 << EOD
1e-05 201.10156 201.10156 201.10156
0.0001 137.39844 137.39844 137.39844
0.001 103.95312 103.95312 103.95312
EOD
$c2 << EOD
1e-05 292.98438 292.98438 292.98438
0.0001 175.77344 175.77344 175.77344
0.001 121.30469 121.30469 121.30469
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'relative and absolute tolerance' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('100' 100, '150' 150, '200' 200, '300' 300)
set logscale x
set xtics ('1e-5' 1.0000000000000001e-05, '3e-5' 3.0000000000000004e-05, '1e-4' 0.0001, '3e-4' 0.00030000000000000003, '0.001' 0.001)
set xrange [8.3176377e-06:0.0012022644]
set yrange [90.394017:418.15079]
set arrow from graph 1.02, graph 0.4425 to graph 1.085, graph 0.4425 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'arkode_dormand_prince_7_4_5' at graph 1.1, graph 0.4425 left noenhanced font ',12' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.4425 point pt 13 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.0912 to graph 1.085, graph 0.0912 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dopri5' at graph 1.1, graph 0.0912 left noenhanced font ',12' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.0912 point pt 15 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.1920 to graph 1.085, graph 0.1920 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'odeint_dopri5' at graph 1.1, graph 0.1920 left noenhanced font ',12' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.1920 point pt 7 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'evaluations.svg'
plot $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'evaluations.png'
plot $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
