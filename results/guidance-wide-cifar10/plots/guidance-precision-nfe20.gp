# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'precision against guidance, NFE 20' at screen 0.02, screen 0.9521 left noenhanced font ',18' textcolor rgb '#222222'
set label 'precision[cifar10-classifier]   (higher is better)' at screen 0.02, screen 0.9000 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8604
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
1 0.835 0.81206799 0.85793201
1.5 0.868 0.84326696 0.89273304
2 0.887 0.865134 0.908866
3 0.889 0.86949776 0.90850224
5 0.83 0.8015871 0.8584129
EOD
$c1 << EOD
1 0.835 0.81206799 0.85793201
2 0.881 0.85777239 0.90422761
3 0.886 0.86409503 0.90790497
EOD
$c2 << EOD
1 0.835 0.81206799 0.85793201
2 0.794 0.76515026 0.82284974
3 0.71 0.66856429 0.75143571
EOD
set lmargin at screen 0.100
set rmargin at screen 0.707
set bmargin at screen 0.155
set xlabel 'w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.70' 0.70000000000000007, '0.75' 0.75, '0.80' 0.80000000000000004, '0.85' 0.85000000000000009, '0.90' 0.90000000000000002)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5)
set xrange [0.76:5.24]
set yrange [0.65414618:0.9232841]
set arrow from graph 1.02, graph 0.6534 to graph 1.085, graph 0.6534 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.6534 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.6534 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.8615 to graph 1.085, graph 0.8615 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'from 0.3 to 3' at graph 1.1, graph 0.8615 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.8615 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.2075 to graph 1.085, graph 0.2075 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'by cifar10' at graph 1.1, graph 0.2075 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.2075 point pt 9 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,480 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-precision-nfe20.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,960 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-precision-nfe20.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
