# Made by odelia order; run gnuplot on this file to draw it again.
$d << EOD
19 1.0000 0.9699 1.0038 1.0474 gotta_go_fast
18 1.0000 0.9699 1.0038 1.0474 gotta_go_fast_legacy
17 1.0000 0.9764 0.9985 1.0123 ddpm_ancestral
16 1.0000 0.9670 0.9969 1.0263 ddpm_ancestral_large
15 1.0000 0.9886 1.0028 1.0125 dpm_2_ancestral
14 1.0000 0.9835 0.9990 1.0085 dpmpp_2s_ancestral
13 1.0000 0.9764 0.9985 1.0123 euler_ancestral
12 1.0000 0.9887 1.0025 1.0286 euler_maruyama
11 1.0000 0.9764 0.9985 1.0123 ddim
10 1.0000 0.9863 0.9992 1.0212 reverse_diffusion
9 1.0000 1.0274 1.1602 1.2830 sa_solver
8 1.0000 1.0057 1.0668 1.1752 dpmpp_2m_sde
7 1.0000 1.0053 1.0959 1.2364 dpmpp_3m_sde
6 1.0000 1.0036 1.0866 1.2167 dpmpp_3m_sde_legacy
5 1.0000 0.9594 0.9926 1.0386 dpmpp_sde
4 1.0000 0.9529 0.9907 1.0695 seeds_2
3 1.0000 0.9558 0.9741 1.0108 seeds_3
2 1.5000 1.5530 1.6187 1.8723 sra1
1 1.5000 1.5030 1.5298 1.7225 sra3
0 1.0000 0.9699 1.0038 1.0474 stochastic_heun
EOD
set title "Strong order on the reverse SDE, one Brownian path\n( | claimed, bar: observed over settings )" noenhanced font ',13' offset 0,-0.3
set xrange [0:2.3]
set yrange [-1:20]
set border 1 lc rgb '#888888'
set xtics 1 nomirror
set mxtics 2
set ytics nomirror scale 0 font ',9'
set grid xtics lc rgb '#dddddd' lw 1
set xlabel 'order'
set key off
set rmargin 3
set bars 0
set terminal pngcairo noenhanced size 900,430 font 'DejaVu Sans,10'
set output 'strong.png'
plot $d using 3:1:3:5:ytic(6) with xerrorbars pt 0 lw 5 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1 with points pt '|' lc rgb '#D55E00' font ',11'
set terminal svg noenhanced size 900,430 font 'DejaVu Sans,10'
set output 'strong.svg'
plot $d using 3:1:3:5:ytic(6) with xerrorbars pt 0 lw 5 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1 with points pt '|' lc rgb '#D55E00' font ',11'
